import io.trino.filesystem.local.LocalFileSystemFactory;
import io.trino.plugin.hive.InternalHiveConnectorFactory;
import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trino's own Hive connector, the one inside Athena, over files of this machine instead of a bucket. The server of a
 * package reaches local files through Hadoop alone, which is a download of its own; the connector knows them without.
 */
public final class LocalHive implements Plugin {
    @Override
    public Iterable<ConnectorFactory> getConnectorFactories() {
        return List.of(new Factory());
    }

    private static final class Factory implements ConnectorFactory {
        @Override
        public String getName() {
            return "local_hive";
        }

        /** The folder `local.location` is the root of every `local:///` location. */
        @Override
        public Connector create(String catalog, Map<String, String> given, ConnectorContext context) {
            Map<String, String> settings = new HashMap<>(given);
            var files = new LocalFileSystemFactory(Path.of(settings.remove("local.location")));
            return InternalHiveConnectorFactory.createConnector(
                    catalog, settings, context, binder -> {}, Optional.empty(), Optional.of(files), Optional.empty());
        }
    }
}
