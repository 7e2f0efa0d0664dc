using Foray.Sdk.Diagnostics;
using Foray.Sdk.Sites;

namespace Foray.Sites.Ssh;

/// <summary>What a machine that is reached over SSH needs before its first command and after its last.</summary>
internal static class SshPreparation
{
    /// <summary>Makes the machine's folder; safe to repeat.</summary>
    /// <exception cref="DiagnosticException">The machine cannot be used.</exception>
    public static async Task PrepareAsync(SshMachine machine, ISiteContext context, CancellationToken cancellationToken)
    {
        var prepared = await machine.PrepareAsync([], cancellationToken);
        if (prepared.IsNew)
            context.ReportRemade(machine.Id);
        if (prepared.MissingTools.Count > 0)
            throw new DiagnosticException([.. prepared.MissingTools.Select(tool => Diagnostic.Error(
                SshFailure.MissingTool, $"machine '{machine.Name}': host '{machine.Address.Host}' lacks the program '{tool}'", $"install {tool} there"))]);
    }

    /// <summary>Ends what runs there, removes the folder, and ends the connection; safe to repeat.</summary>
    public static async Task ClearAsync(SshMachine machine, CancellationToken cancellationToken)
    {
        await machine.ClearAsync(cancellationToken);
        await machine.CloseAsync(cancellationToken);
    }
}
