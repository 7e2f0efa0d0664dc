using Foray.Processes;
using Foray.Sdk.Programs;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Sandbox;

/// <summary>Real workers in the real sandbox of this computer.</summary>
public abstract class SandboxTest : IAsyncDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _owned = [];

    protected SandboxTest() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");

    private protected SystemProcesses Processes { get; } = new();

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("foray-sandbox-").FullName;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        Processes.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static void NeedsPython() => Assert.SkipUnless(File.Exists(ScriptRuntime.PythonPath), "needs python3 in /usr/bin");

    protected void NeedsBubblewrap() => Assert.SkipUnless(Processes.Find("bwrap") is not null, "needs bwrap");

    private protected async Task<WorkerPool> OpenAsync(IRuntime runtime, WorkerPoolOptions? options = null)
    {
        var pool = await WorkerPool.OpenAsync(
            Processes, (_, _) => Task.FromResult(runtime), Folder, options ?? new WorkerPoolOptions { Waiting = 0 }, TimeProvider.System, Cancellation);
        _owned.Add(pool);
        return pool;
    }

    /// <summary>A worker of the best confinement that is to be had here, which has to be bubblewrap's.</summary>
    private protected async Task<IWorkerProcess> TakeAsync(IRuntime runtime, ProgramLimits? limits = null)
    {
        NeedsBubblewrap();
        var pool = await OpenAsync(runtime);
        Assert.SkipUnless(pool.Tier.Contains("filtered system calls", StringComparison.Ordinal), pool.Tier);
        return await BeginAsync(Own(await pool.TakeAsync("script", limits ?? new ProgramLimits(), Cancellation)));
    }

    /// <summary>A worker of another confinement.</summary>
    private protected async Task<WorkerProcess> StartAsync(IConfinement confinement, IRuntime runtime, ProgramLimits? limits = null)
    {
        var start = new WorkerStart(Processes, confinement, Patience, TimeProvider.System);
        var worker = await start.StartAsync("script", runtime, limits ?? new ProgramLimits(), Cancellation);
        _owned.Add(new Starter(start));
        return await BeginAsync(Own(worker));
    }

    /// <summary>Lets the worker's script begin.</summary>
    private protected static async Task<T> BeginAsync<T>(T worker)
        where T : IWorkerProcess
    {
        await worker.Input.WriteAsync("\n"u8.ToArray(), Cancellation);
        return worker;
    }

    private protected async Task<IConfinement> ProbeAsync() => await new ConfinementProbe(Processes, Folder, Environment.IsPrivilegedProcess).FindAsync(Cancellation);

    private protected static async Task<string> ReadAsync(IWorkerProcess worker)
    {
        using var reader = new StreamReader(worker.Output, leaveOpen: true);
        return await reader.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
    }

    private protected static async Task<string?> ReadLineAsync(IWorkerProcess worker)
    {
        using var reader = new StreamReader(worker.Output, leaveOpen: true);
        return await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
    }

    private protected static Task<WorkerEnd> EndAsync(IWorkerProcess worker) => worker.End.WaitAsync(Patience, Cancellation);

    private protected static void AssertGone(IEnumerable<int> processes) =>
        Assert.True(SpinWait.SpinUntil(() => !processes.Any(process => Directory.Exists($"/proc/{process}")), Patience), "all processes of the worker are gone");

    private T Own<T>(T worker)
        where T : IAsyncDisposable
    {
        _owned.Add(worker);
        return worker;
    }

    private sealed class Starter(WorkerStart start) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            start.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
