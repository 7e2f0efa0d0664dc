using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

namespace Foray.Sdk.Ansible;

/// <summary>Runs playbooks with the <c>ansible-playbook</c> of this computer. Hosts make it; plugins take <see cref="IAnsible"/>.</summary>
/// <param name="processes">Starts Ansible.</param>
/// <param name="time">Tells when the time is up.</param>
public sealed class AnsiblePlaybooks(IProcesses processes, TimeProvider time) : IAnsible
{
    /// <inheritdoc/>
    public async Task<PlaybookResult> RunAsync(Playbook playbook, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        if (processes.Find(IAnsible.Program) is not { } program)
            throw new DiagnosticException(Diagnostic.Error(AnsibleCodes.Missing, $"the program '{IAnsible.Program}' is not on this computer", IAnsible.Remedy));
        using var timer = new CancellationTokenSource(playbook.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var run = new PlaybookRun(playbook, program, processes);
        try
        {
            return await run.RunAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            await run.EndAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return run.TimedOut();
        }
    }
}
