import io.trino.server.Server;

/** Starts the server; it reads the rest from its configuration. The argument is the version that it says it is. */
public final class Start {
    public static void main(String[] arguments) {
        new Server().start(arguments[0]);
    }
}
