using System.Text;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Storage;

namespace Foray.Experiments.Tests.State;

public sealed class StateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ExperimentPaths Paths => new(_folder.At("experiment.yml"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_one_is_refused_and_told_the_process()
    {
        using (StateStore.Open(Paths))
        {
            var refusal = Assert.Throws<DiagnosticException>(() => StateStore.Open(Paths)).Diagnostics[0];
            Assert.Equal(ExperimentCodes.Busy, refusal.Code);
            Assert.Contains($"process {Environment.ProcessId} ", refusal.Message, StringComparison.Ordinal);
        }

        using var next = StateStore.Open(Paths);
    }

    [Fact]
    public void Experiments_beside_each_other_do_not_get_in_each_others_way()
    {
        using var one = StateStore.Open(Paths);
        using var other = StateStore.Open(new ExperimentPaths(_folder.At("other.yml")));
    }

    [Fact]
    public void It_can_be_read_while_another_works_with_it()
    {
        using var store = StateStore.Open(Paths);
        store.Add(new RunBegan("r1", "demo", DateTimeOffset.UnixEpoch, 1));
        Assert.Equal("r1", Assert.Single(StateStore.Read(Paths).Runs).Run);
    }

    [Fact]
    public void Reading_where_nothing_was_done_leaves_nothing()
    {
        Assert.Empty(StateStore.Read(Paths).Runs);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_leaves_the_experiment_free_for_others()
    {
        Directory.CreateDirectory(Paths.State);
        File.WriteAllText(Paths.Journal, "this is no journal\n\n");
        Assert.Throws<DiagnosticException>(() => StateStore.Open(Paths));
        File.Delete(Paths.Journal);
        using var store = StateStore.Open(Paths);
    }

    [Fact]
    public void Records_and_members_of_a_newer_Foray_are_passed_over()
    {
        using (var store = StateStore.Open(Paths))
            store.Add(new RunBegan("r1", "demo", DateTimeOffset.UnixEpoch, 1));
        using (var journal = Journal.Open(Paths.Journal))
        {
            journal.Append(Encoding.UTF8.GetBytes("""{"type":"moon_landing","crew":3}"""), Durability.Process);
            journal.Append(Encoding.UTF8.GetBytes("""{"type":"run_ended","run":"r1","status":"Failed","ended":"2026-01-31T12:00:00+00:00","weather":{"wind":3}}"""), Durability.Process);
        }

        Assert.Equal(RowStatus.Failed, StateStore.Read(Paths).EndOf("r1")!.Status);
        using var reopened = StateStore.Open(Paths);
        Assert.Equal(RowStatus.Failed, reopened.State.EndOf("r1")!.Status);
    }
}
