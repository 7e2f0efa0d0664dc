using Foray.Sdk.Diagnostics;

namespace Foray.Storage.Tests;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("state/lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_holder_at_a_time()
    {
        using (var held = StateLock.TryAcquire(FilePath, out _))
        {
            Assert.NotNull(held);
            Assert.Null(StateLock.TryAcquire(FilePath, out var holder));
            Assert.Equal(Environment.ProcessId, holder);
            held.Dispose();
        }

        using var again = StateLock.TryAcquire(FilePath, out var nobody);
        Assert.NotNull(again);
        Assert.Equal(0, nobody);
        Assert.True(File.Exists(FilePath));
    }

    [Fact]
    public void Another_process_is_kept_out_and_told_who_holds_it()
    {
        using var held = StateLock.TryAcquire(FilePath, out _);
        using var other = new OtherProcess(OtherProcess.LockRole, FilePath);
        Assert.Equal($"taken by {Environment.ProcessId}", other.Output.ReadLine());
        other.End();
    }

    [Fact]
    public void A_holder_in_another_process_keeps_us_out_until_it_ends()
    {
        using var other = new OtherProcess(OtherProcess.LockRole, FilePath);
        Assert.Equal("held", other.Output.ReadLine());
        Assert.Null(StateLock.TryAcquire(FilePath, out var holder));
        Assert.Equal(other.Pid, holder);
        other.End();
        using var held = StateLock.TryAcquire(FilePath, out _);
        Assert.NotNull(held);
    }

    [Fact]
    public void Killing_the_holder_releases_the_lock()
    {
        using var other = new OtherProcess(OtherProcess.LockRole, FilePath);
        Assert.Equal("held", other.Output.ReadLine());
        other.Kill();
        using var held = StateLock.TryAcquire(FilePath, out _);
        Assert.NotNull(held);
    }

    [Fact]
    public void The_holder_is_told_without_taking_the_lock()
    {
        Assert.Null(StateLock.Holder(FilePath));
        using var other = new OtherProcess(OtherProcess.LockRole, FilePath);
        Assert.Equal("held", other.Output.ReadLine());
        Assert.Equal(other.Pid, StateLock.Holder(FilePath));
        other.Kill();
        Assert.Null(StateLock.Holder(FilePath));
    }

    [Fact]
    public void Of_many_at_once_one_gets_it()
    {
        var locks = new StateLock?[16];
        Parallel.For(0, locks.Length, i => locks[i] = StateLock.TryAcquire(FilePath, out _));
        Assert.Single(locks, held => held is not null);
        foreach (var held in locks)
            held?.Dispose();
    }

    [Fact]
    public void A_path_that_cannot_be_a_lock_is_named()
    {
        var thrown = Assert.Throws<DiagnosticException>(() => StateLock.TryAcquire(_folder.Path, out _));
        Assert.Equal("FORAY314", thrown.Diagnostics[0].Code);
    }
}
