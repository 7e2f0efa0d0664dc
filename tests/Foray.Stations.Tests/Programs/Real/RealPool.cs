using Foray.Stations.Programs;
using Foray.Stations.Programs.Sandbox;

namespace Foray.Stations.Tests.Programs.Real;

/// <summary>Starts the workers of the built-in runtimes, without a sandbox.</summary>
internal sealed class RealPool : IWorkerPool
{
    private static readonly string Runtimes = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Foray.Runtimes", new DirectoryInfo(AppContext.BaseDirectory).Name));
    private static readonly string Python = Path.Combine(Runtimes, "python", "worker.py");
    private static readonly string JavaScript = Path.Combine(Runtimes, "javascript", "Foray.Runtimes.Worker.dll");

    public string Tier => "none";

    public static bool Has(string runtime) => runtime == "python" ? File.Exists("/usr/bin/python3") && File.Exists(Python) : File.Exists(JavaScript);

    public async Task<IWorkerProcess> TakeAsync(string runtime, ProgramLimits limits, CancellationToken cancellationToken) => await RealWorker.StartAsync(
        runtime == "python" ? ["/usr/bin/python3", "-I", "-S", "-B", "-u", Python, "kp"] : [Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet", "exec", JavaScript, "kp"],
        cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
