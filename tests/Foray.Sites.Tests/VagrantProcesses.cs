using Foray.Processes;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sites.Tests;

/// <summary>The system's processes, but for what <c>vagrant</c> is.</summary>
internal sealed class VagrantProcesses(string vagrant) : IProcesses, IDisposable
{
    private readonly SystemProcesses _system = new();

    public string? Find(string program) => program == "vagrant" ? vagrant : _system.Find(program);

    public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken) => _system.RunAsync(request, cancellationToken);

    public Task<ProgramEnd> RunToFilesAsync(FiledRequest request, CancellationToken cancellationToken) => _system.RunToFilesAsync(request, cancellationToken);

    public IPipedProcess Start(ProcessRequest request) => _system.Start(request);

    public ProcessIdentity StartDetached(DetachedRequest request) => _system.StartDetached(request);

    public bool IsAlive(ProcessIdentity process) => _system.IsAlive(process);

    public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) => _system.WaitAsync(process, cancellationToken);

    public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => _system.SignalGroup(process, signal);

    public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) => _system.FindMarked(variable, value);

    public Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken) =>
        _system.EndAsync(leader, variable, value, grace, cancellationToken);

    public void Dispose() => _system.Dispose();
}
