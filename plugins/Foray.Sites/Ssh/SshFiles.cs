using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;
using Foray.Sdk.Processes;

namespace Foray.Sites.Ssh;

/// <summary>Copies files over a machine's connection. Paths of the machine are relative to the home folder there: neither program knows <c>~</c>.</summary>
internal sealed class SshFiles(SshConnection connection, string root, IProcesses processes)
{
    private const string NameRefused = "FORAY330";

    public async Task<ProcessResult> PutWithRsyncAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        var target = RemotePath(destination);
        var result = new ProcessResult(0, "", "", false);
        foreach (var group in files.GroupBy(RootOf))
        {
            // Without "./", a name that begins with # or ; would be a comment.
            if (group.Key is { } top)
                result = await RsyncAsync(
                    ["-ptL", "--files-from=-", "--from0", $"{top}/", $"{HostText()}:{target}/"],
                    string.Concat(group.Select(file => $"./{file.RelativePath}\0")),
                    cancellationToken);
            else
                result = await PutEachWithRsyncAsync(group, target, cancellationToken);
            if (result.ExitCode != 0)
                return result;
        }

        return result;
    }

    public Task<ProcessResult> GetWithRsyncAsync(string source, string destination, bool isFolder, CancellationToken cancellationToken)
    {
        var remote = $"{HostText()}:{RemotePath(source)}";
        return isFolder
            ? RsyncAsync(["-rlpt", "--safe-links", $"{remote}/", $"{destination}/"], null, cancellationToken)
            : RsyncAsync(["-ptL", remote, destination], null, cancellationToken);
    }

    public Task<ProcessResult> PutWithSftpAsync(IReadOnlyList<InputFile> files, string destination, CancellationToken cancellationToken)
    {
        var target = RemotePath(destination);
        return SftpAsync(files.Select(file => $"put -p {Quote(file.LocalPath)} {Quote(Below(target, file))}"), cancellationToken);
    }

    public Task<ProcessResult> GetWithSftpAsync(string source, string destination, bool isFolder, CancellationToken cancellationToken)
    {
        var remote = RemotePath(source);
        return SftpAsync([isFolder ? $"get -pR {Quote($"{remote}/.")} {Quote(destination)}" : $"get -p {Quote(remote)} {Quote(destination)}"], cancellationToken);
    }

    private async Task<ProcessResult> PutEachWithRsyncAsync(IEnumerable<InputFile> files, string target, CancellationToken cancellationToken)
    {
        var result = new ProcessResult(0, "", "", false);
        foreach (var file in files)
        {
            result = await RsyncAsync(["-ptL", file.LocalPath, $"{HostText()}:{Below(target, file)}"], null, cancellationToken);
            if (result.ExitCode != 0)
                break;
        }

        return result;
    }

    private async Task<ProcessResult> RsyncAsync(IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        IEnumerable<string> ssh = ["ssh", .. await connection.ArgumentsAsync(cancellationToken)];
        var shell = string.Join(' ', ssh.Select(word => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"));
        return await processes.RunAsync(new ProcessRequest("rsync", ["-s", "-e", shell, .. arguments]) { Input = input }, cancellationToken);
    }

    private async Task<ProcessResult> SftpAsync(IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        var arguments = (await connection.ArgumentsAsync(cancellationToken)).Where(argument => argument is not ("-x" or "-a"));
        return await processes.RunAsync(
            new ProcessRequest("sftp", ["-q", "-b", "-", .. arguments, "--", HostText()]) { Input = string.Concat(commands.Select(command => $"{command}\n")) }, cancellationToken);
    }

    private string RemotePath(string path)
    {
        MachineLayout.CheckPath(path);
        if (path == "~")
            return ".";
        if (path.StartsWith("~/", StringComparison.Ordinal))
            return $"./{path[2..]}";
        return path.StartsWith('/') ? path : $"{root}/{path}";
    }

    // An address with colons would be read as a host and a path.
    private string HostText() => connection.Address.Host.Contains(':', StringComparison.Ordinal) ? $"[{connection.Address.Host}]" : connection.Address.Host;

    private static string Below(string target, InputFile file) => file.RelativePath.Length == 0 ? target : $"{target}/{file.RelativePath}";

    // The folder below which the file has its relative path here as well; null where it has another name here.
    private static string? RootOf(InputFile file) =>
        file.RelativePath.Length > 0 && file.LocalPath.EndsWith($"/{file.RelativePath}", StringComparison.Ordinal) ? file.LocalPath[..^(file.RelativePath.Length + 1)] : null;

    private static string Quote(string path) =>
        path.AsSpan().ContainsAny('\n', '\r')
            ? throw new DiagnosticException(Diagnostic.Error(NameRefused, $"sftp cannot copy '{path}', whose name holds a line break", "rename it, or install rsync on both sides"))
            : $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
