import type { Placed } from '../intake/rules.ts';
import { sourceText } from '../words/receipt-text.ts';
import { type Command, show, UsageError, withPatronage } from './command.ts';
import { receiptJson } from './intake.ts';

export const withdrawCommand: Command = {
  name: 'withdraw',
  usage: '<dump>',
  summary: 'take a dump out again',
  details:
    'The dump is named by its id, the beginning of its id, or its file. What came under the name before counts again;\n' +
    'copies of the content stay out. To bring it back, name its file to intake, or put it with\n' +
    'upload --again where the warehouse is a bucket. Then refresh.',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const [named, ...more] = call.names;
      if (named === undefined || more.length > 0)
        throw new UsageError('withdraw takes one dump: see patronage status');
      const taken = oneDump(named, await patronage.receipts());
      await patronage.withdraw(taken.receipt.arrival);
      const after = await patronage.receipts();
      const back = after.find(({ receipt, state }) => {
        return (
          state === 'current' &&
          receipt.feed === taken.receipt.feed &&
          receipt.name === taken.receipt.name &&
          receipt.source === taken.receipt.source
        );
      });
      const now = back
        ? ` What came under this name before, dump ${back.receipt.dump_id}, counts again.`
        : '';
      const text = `${taken.receipt.name}, dump ${taken.receipt.dump_id}, is withdrawn.${now}\nTo publish it: patronage refresh\n`;
      show(call, world, { withdrawn: receiptJson(taken), current: back ? receiptJson(back) : null }, text);
      return 0;
    }),
};

/** The current dump that is meant. @throws UsageError where none is, or several are */
function oneDump(named: string, receipts: readonly Placed[]): Placed {
  const current = receipts.filter(({ state }) => state === 'current');
  const found = current.filter(({ receipt }) => receipt.dump_id.startsWith(named) || receipt.name === named);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const ids = found.map(
      ({ receipt, place }) =>
        `${receipt.dump_id} (${sourceText(receipt.feed, receipt.source)}, arrival ${place})`,
    );
    throw new UsageError(`${named} may be several dumps; name one by its id: ${ids.join(', ')}`);
  }
  const gone = receipts.find(({ receipt }) => receipt.dump_id.startsWith(named) || receipt.name === named);
  if (gone) throw new UsageError(`${named} does not count anyway: it is ${gone.state}`);
  throw new UsageError(`${named}: no such dump has come; see patronage status --json`);
}
