using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

/// <summary>Programs with their output in files where a host knows nothing of that: through what hosts always had.</summary>
public sealed class DefaultFiledTests : ProcessTest
{
    private readonly FormerProcesses _former;

    public DefaultFiledTests() => _former = new FormerProcesses(Processes);

    [Fact]
    public async Task Output_error_and_exit_code_are_kept()
    {
        var end = await Former.RunToFilesAsync(Request("echo $GIVEN; echo err >&2; env >env; exit 7"), Cancellation);
        Assert.Equal((7, 0), (end.ExitCode, end.LeftRunning));
        Assert.Equal(("a=b ü\n", "err\n"), (File.ReadAllText(Path.Combine(Folder, "stdout")), File.ReadAllText(Path.Combine(Folder, "stderr"))));
        Assert.DoesNotContain("HOME=", await File.ReadAllTextAsync(Path.Combine(Folder, "env"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_is_counted_and_ended()
    {
        var end = await Former.RunToFilesAsync(Request("setsid -f sh -c 'echo $$ >pid; exec sleep 1000'; until [ -s pid ]; do sleep 0.01; done"), Cancellation);
        Assert.Equal((0, 1), (end.ExitCode, end.LeftRunning));
        var daemon = $"/proc/{(await File.ReadAllTextAsync(Path.Combine(Folder, "pid"), Cancellation)).Trim()}/cmdline";
        Assert.True(!File.Exists(daemon) || (await File.ReadAllTextAsync(daemon, Cancellation)).Length == 0); // a zombie has none
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Former.RunToFilesAsync(Request("touch begun; exec sleep 1000"), cancel.Token);
        while (!File.Exists(Path.Combine(Folder, "begun")))
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private IProcesses Former => _former;

    private FiledRequest Request(string script) => new(
        "/bin/sh", ["-c", script], Folder, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["GIVEN"] = "a=b ü" }, Path.Combine(Folder, "stdout"), Path.Combine(Folder, "stderr"));

    /// <summary>A host of the Sdk before.</summary>
    private sealed class FormerProcesses(IProcesses system) : IProcesses
    {
        public string? Find(string program) => system.Find(program);

        public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken) => system.RunAsync(request, cancellationToken);

        public IPipedProcess Start(ProcessRequest request) => system.Start(request);

        public ProcessIdentity StartDetached(DetachedRequest request) => system.StartDetached(request);

        public bool IsAlive(ProcessIdentity process) => system.IsAlive(process);

        public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) => system.WaitAsync(process, cancellationToken);

        public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => system.SignalGroup(process, signal);

        public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) => system.FindMarked(variable, value);

        public Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken) => system.EndAsync(leader, variable, value, grace, cancellationToken);
    }
}
