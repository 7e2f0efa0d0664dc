using System.Globalization;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Machines;

/// <summary>Runs a command line through the members that every machine has.</summary>
internal static class DetachedExecution
{
    private const string InputFile = "input";

    public static async Task<ExecutionResult> RunAsync(IMachine machine, ExecutionRequest request, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{request.Id ?? "execute"}/{Guid.NewGuid():N}");
        var folder = Directory.CreateTempSubdirectory("foray-execute-").FullName;
        try
        {
            if (!request.Input.IsEmpty)
                await PutInputAsync(machine, folder, id, request.Input, cancellationToken);
            var script = request.Input.IsEmpty ? request.CommandLine : $"exec <{InputFile}\n{request.CommandLine}";
            var handle = await machine.StartAsync(new CommandSpec(id, script) { WorkingFolder = id }, cancellationToken);
            var end = await machine.WaitAsync(handle, cancellationToken);
            await machine.CollectAsync(handle, folder, cancellationToken);
            return end.ExitCode is { } code
                ? new ExecutionResult(code, await ReadAsync(folder, "stdout"), System.Text.Encoding.UTF8.GetString(await ReadAsync(folder, "stderr")))
                : throw new DiagnosticException(Diagnostic.Error(ShellChannels.Failed, $"machine '{machine.Name}' could not run a command: it vanished without an exit code"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            await machine.RemoveAsync(id, CancellationToken.None);
        }
    }

    private static async Task PutInputAsync(IMachine machine, string folder, string id, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, InputFile);
        await File.WriteAllBytesAsync(file, input, cancellationToken);
        await machine.PutAsync([new InputFile(file, "")], $"{id}/{InputFile}", cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file) : [];
    }
}
