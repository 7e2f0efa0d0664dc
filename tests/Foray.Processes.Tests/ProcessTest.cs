using System.Globalization;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

/// <summary>A fresh service and folder for each test.</summary>
public abstract class ProcessTest : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected ProcessTest(IReadOnlyList<string>? warden = null)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("reads /proc");
        Processes = new SystemProcesses(warden: warden);
    }

    protected SystemProcesses Processes { get; }

    protected string Folder { get; } = Directory.CreateTempSubdirectory("foray-processes-").FullName;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual void Dispose()
    {
        Processes.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<ProcessResult> ShellAsync(string script) => Processes.RunAsync(new ProcessRequest("sh", ["-c", script]), Cancellation);

    protected ProcessIdentity StartShell(string script, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        variables["PATH"] = "/usr/bin:/bin";
        return Processes.StartDetached(new DetachedRequest("/bin/sh", ["-c", script], Folder, variables));
    }

    /// <summary>A fifo by which a script tells that it has come to a point.</summary>
    protected async Task<string> FifoAsync(string name)
    {
        var path = Path.Combine(Folder, name);
        Assert.Equal(0, (await Processes.RunAsync(new ProcessRequest("mkfifo", [path]), Cancellation)).ExitCode);
        return path;
    }

    protected static Task<string> HearAsync(string fifo) => Task.Run(() => File.ReadAllText(fifo).Trim(), Cancellation).WaitAsync(Patience, Cancellation);

    protected static int Pid(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    protected static bool IsListed(int pid) => Directory.Exists($"/proc/{pid}");

    protected static void Eventually(Func<bool> condition, string expectation) =>
        Assert.True(SpinWait.SpinUntil(condition, Patience), expectation);

    /// <summary>Pipes and pidfds; the runtime opens assemblies at any time.</summary>
    protected static int OpenDescriptors() => Directory.GetFiles("/proc/self/fd")
        .Select(path => new FileInfo(path).LinkTarget ?? "")
        .Count(target => target.Contains("pipe:", StringComparison.Ordinal) || target.Contains("anon_inode:[pidfd]", StringComparison.Ordinal));

    protected static int Children() => ChildrenOf(Environment.ProcessId);

    protected static int ChildrenOf(int parent)
    {
        return Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Count(folder => ParentOf(folder) == parent);
    }

    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return Pid(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
