import type { Placed } from '../intake/rules.ts';
import { type Command, show, UsageError, withPatronage } from './command.ts';
import { receiptJson } from './intake.ts';
import { dumpOf, dumpsNamed, noSuchDump, onlyDump } from './named-dump.ts';

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
      const named = dumpOf(call, 'withdraw');
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
  const all = dumpsNamed(named, receipts);
  const current = onlyDump(
    named,
    all.filter(({ state }) => state === 'current'),
  );
  if (current) return current;
  const [gone] = all;
  throw gone ? new UsageError(`${named} does not count anyway: it is ${gone.state}`) : noSuchDump(named);
}
