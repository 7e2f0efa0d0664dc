using Foray.Sdk.Processes;

namespace Foray.Sdk.Tests.Ansible;

/// <summary>A computer without any program.</summary>
internal sealed class NothingInstalled : IProcesses
{
    public string? Find(string program) => null;

    public Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IPipedProcess Start(ProcessRequest request) => throw new NotSupportedException();

    public ProcessIdentity StartDetached(DetachedRequest request) => throw new NotSupportedException();

    public bool IsAlive(ProcessIdentity process) => throw new NotSupportedException();

    public Task WaitAsync(ProcessIdentity process, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void SignalGroup(ProcessIdentity process, ProcessSignal signal) => throw new NotSupportedException();

    public IReadOnlyList<ProcessIdentity> FindMarked(string variable, string value) => throw new NotSupportedException();

    public Task EndAsync(ProcessIdentity? leader, string variable, string value, TimeSpan grace, CancellationToken cancellationToken) => throw new NotSupportedException();
}
