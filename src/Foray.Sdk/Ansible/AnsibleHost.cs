using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Ansible;

/// <summary>A machine as Ansible has to know it.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="IsRoot">True where Foray logs in as root.</param>
/// <param name="TemporaryFolder">Folder for Ansible's own files on the machine; it goes with the machine.</param>
/// <param name="Work">The file there that says that the playbook's work goes on.</param>
/// <param name="GotPython">True where Python had to be installed.</param>
/// <param name="Python">The Python that Ansible is to use; null where it looks for one.</param>
internal sealed record AnsibleHost(IMachine Machine, bool IsRoot, string TemporaryFolder, string Work, bool GotPython, string? Python)
{
    private const int NoPython = 7;
    private static readonly string Setup = EmbeddedText.Read("python.sh");

    /// <summary>Asks a machine what has to be known, gives it Python where it has none, and ends what an interrupted work of this id left: daemons that a finished one started go on.</summary>
    /// <exception cref="DiagnosticException">It cannot be reached, or has no Python and cannot get it.</exception>
    public static async Task<AnsibleHost> PrepareAsync(IMachine machine, string id, CancellationToken cancellationToken)
    {
        var work = id.Replace('/', '_');
        var result = await machine.ExecuteAsync(new ExecutionRequest($"work={ShellText.Quote(work)} folder=${{FORAY_SHARED%/*}}/{MachineLayout.Ansible}\n{Setup}") { Id = id }, cancellationToken);
        if (result.ExitCode == NoPython)
            throw new DiagnosticException(Diagnostic.Error(AnsibleCodes.NoPython,
                $"machine '{machine.Name}' has no Python, which Ansible needs, and none could be installed: {LastLine(result.Error)}",
                "install python3 there, or use an image that has it"));
        var lines = Encoding.UTF8.GetString(result.Output.Span).Split('\n');
        if (result.ExitCode != 0 || Value(lines, "user=") is not { } user || Value(lines, "folder=") is not { } folder)
            throw new DiagnosticException(Diagnostic.Error(AnsibleCodes.Unreachable,
                $"machine '{machine.Name}' could not be prepared for Ansible: {LastLine(result.Error)}", "see that its shell works as POSIX wants it"));
        if (lines.Contains("interrupted"))
            await machine.RemoveAsync(id, cancellationToken);
        return new AnsibleHost(machine, user == "0", folder, $"{folder}/{work}", lines.Contains("installed"), Value(lines, "python="));
    }

    /// <summary>Notes on the machine that nothing of the work goes on any more.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        Machine.ExecuteAsync(new ExecutionRequest($"rm -f {ShellText.Quote(Work)}"), cancellationToken);

    private static string? Value(IEnumerable<string> lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static string LastLine(string text) => text.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "no reason was given";
}
