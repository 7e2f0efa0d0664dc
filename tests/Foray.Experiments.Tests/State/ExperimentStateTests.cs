using CsCheck;
using Foray.Experiments.State;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.Tests.State;

public sealed class ExperimentStateTests
{
    private static readonly string[] Keys = ["k1", "k2", "k3"];
    private static readonly string[] Machines = ["m1", "m2"];

    private static readonly Gen<string> Key = Gen.Int[0, 2].Select(index => Keys[index]);
    private static readonly Gen<string> Machine = Gen.Int[0, 1].Select(index => Machines[index]);
    private static readonly Gen<RowStatus> Status = Gen.Enum<RowStatus>();
    private static readonly Gen<int> Number = Gen.Int[0, 9];

    private static readonly Gen<JournalRecord> Record = Gen.OneOf(
        Number.Select(JournalRecord (number) => new RunBegan($"r{number}", "demo", DateTimeOffset.UnixEpoch, 1)),
        Gen.Select(Number, Status, JournalRecord (number, status) => new RunEnded($"r{number}", status, DateTimeOffset.UnixEpoch)),
        Number.Select(JournalRecord (number) => new SiteUsed($"s{number}", "p:lab", "{}", "/folder")),
        Gen.Select(Machine, Number, JournalRecord (machine, number) => new MachineMade("s", $"name-{machine}", machine, ["label"], "plain", $"{number}")),
        Machine.Select(JournalRecord (machine) => new MachineReady(machine)),
        Machine.Select(JournalRecord (machine) => new MachineGone(machine)),
        Machine.Select(JournalRecord (machine) => new MachineLost(machine)),
        Gen.Select(Key, Machine, Gen.Bool, JournalRecord (key, machine, succeeded) => new InstallEnded(key, "p:kit", machine, succeeded)),
        Gen.Select(Key, Machine, Number, JournalRecord (key, machine, number) => new RowBegan(key, "f", $"cases/{number}", number, $"name-{machine}", machine, "r")),
        Gen.Select(Key, Status, Number, JournalRecord (key, status, number) =>
            new RowEnded(key, "f", $"cases/{number}", "name", "r", "folder", new RowOutcome(status) { ExitCode = number, Message = "m", Attempts = 2 })),
        Gen.Select(Key, Number, JournalRecord (key, number) => new RowVoided(key, $"cases/{number}")));

    private static ExperimentState Replay(IEnumerable<JournalRecord> records)
    {
        var state = new ExperimentState();
        foreach (var record in records)
            state.Apply(record);
        return state;
    }

    [Fact]
    public void A_row_is_open_while_its_last_record_is_a_beginning() =>
        Record.Array[0, 40].Sample(records =>
        {
            var state = Replay(records);
            foreach (var key in Keys)
            {
                var last = records.LastOrDefault(record => record is RowBegan began && began.Key == key || record is RowEnded ended && ended.Key == key || record is RowVoided voided && voided.Key == key);
                Assert.Equal(last as RowBegan, state.OpenRows.GetValueOrDefault(key));
                Assert.Equal(records.OfType<RowEnded>().LastOrDefault(ended => ended.Key == key), state.EndedRows.GetValueOrDefault(key));
                Assert.Equal(records.OfType<RowBegan>().Count(began => began.Key == key), state.AttemptsOf(key));
            }
        });

    [Fact]
    public void What_was_installed_counts_until_it_fails_or_its_machine_is_lost_or_gone() =>
        Record.Array[0, 60].Sample(records =>
        {
            var state = Replay(records);
            foreach (var key in Keys)
            {
                foreach (var machine in Machines)
                {
                    var last = records.LastOrDefault(record => record is InstallEnded install && (install.Key, install.Machine) == (key, machine)
                        || record is MachineLost lost && lost.Id == machine || record is MachineGone gone && gone.Id == machine);
                    Assert.Equal(last is InstallEnded { Succeeded: true }, state.IsInstalled(key, machine));
                }
            }
        });

    [Fact]
    public void A_machine_is_there_from_its_making_to_its_going() =>
        Record.Array[0, 40].Sample(records =>
        {
            var state = Replay(records);
            foreach (var machine in Machines)
            {
                var last = records.LastOrDefault(record => record is MachineMade made && made.Id == machine || record is MachineGone gone && gone.Id == machine);
                Assert.Equal(last as MachineMade, state.MachineNamed($"name-{machine}"));
                Assert.Equal(last is MachineMade, state.Machines.Any(there => there.Id == machine));
                if (last is MachineGone && !records.SkipWhile(record => record != last).OfType<MachineReady>().Any(ready => ready.Id == machine))
                    Assert.False(state.IsReady(machine));
            }
        });

    [Fact]
    public void Runs_are_listed_in_the_order_in_which_they_began_each_with_its_last_end() =>
        Record.Array[0, 40].Sample(records =>
        {
            var state = Replay(records);
            Assert.Equal(records.OfType<RunBegan>().Select(run => run.Run).Distinct(), state.Runs.Select(run => run.Run));
            Assert.All(state.Runs, run => Assert.Equal(records.OfType<RunEnded>().LastOrDefault(ended => ended.Run == run.Run), state.EndOf(run.Run)));
        });

    [Fact]
    public void What_is_read_from_the_journal_is_what_was_written()
    {
        using var folder = new TemporaryFolder();
        var number = 0;
        Record.Array[0, 20].Sample(
            records =>
            {
                var paths = new ExperimentPaths(folder.At($"{Interlocked.Increment(ref number)}/experiment.yml"));
                string written;
                using (var store = StateStore.Open(paths))
                {
                    foreach (var record in records)
                        store.Add(record);
                    written = Describe(store.State);
                }

                Assert.Equal(written, Describe(StateStore.Read(paths)));
                using var again = StateStore.Open(paths);
                Assert.Equal(written, Describe(again.State));
            },
            iter: 100);
    }

    private static string Describe(ExperimentState state) => string.Join('\n',
    [
        .. state.Machines.Select(machine => $"{machine with { Labels = [] }} {string.Join(',', machine.Labels)} {state.IsReady(machine.Id)}"),
        .. state.OpenRows.OrderBy(row => row.Key).Select(row => $"{row.Value}"),
        .. state.EndedRows.OrderBy(row => row.Key).Select(row => $"{row.Value.Id} {row.Value.Outcome.Status} {row.Value.Outcome.ExitCode} {row.Value.Outcome.Message} {row.Value.Outcome.Attempts}"),
        .. state.Runs.Select(run => $"{run} {state.EndOf(run.Run)}"),
        .. from key in Keys from machine in Machines select $"{key} {machine} {state.IsInstalled(key, machine)} {state.AttemptsOf(key)}",
    ]);
}
