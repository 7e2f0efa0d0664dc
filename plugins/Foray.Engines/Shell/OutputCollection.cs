using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Shell;

/// <summary>Brings outputs back from machines. Nothing that exists is overwritten, and two rows never write the same path.</summary>
internal sealed class OutputCollection(ShellOptions options, IExperimentRun run)
{
    /// <summary>File in a row's folder that names what the row brings back, so that an attempt that begins again knows its own.</summary>
    private const string OwnList = ".outputs";

    private readonly IReadOnlyList<ShellOutput> _outputs = options.Outputs ?? [];
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Brings back all outputs of a row that can be had.</summary>
    /// <returns>What is wrong with the first that could not; null where nothing is.</returns>
    public async Task<string?> FetchAsync(IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        string? first = null;
        foreach (var output in _outputs)
            if (output.Labels.Chooses(machine) && await FetchAsync(output, row, machine, cancellationToken) is { } problem)
            {
                run.Logger.LogDebug("{Row} on {Machine}: {Problem}", row.Id, machine.Name, problem);
                first ??= problem;
            }

        return first;
    }

    /// <summary>Removes what an earlier attempt of the row brought back.</summary>
    public void Discard(IRow row)
    {
        var list = Path.Combine(row.Folder, OwnList);
        if (_outputs.Count == 0 || !File.Exists(list))
            return;
        foreach (var path in File.ReadAllLines(list))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
            _owners.TryRemove(path, out _);
        }

        File.Delete(list);
    }

    private async Task<string?> FetchAsync(ShellOutput output, IRow row, IMachine machine, CancellationToken cancellationToken)
    {
        output = output with { Src = Replace(output.Src, row, machine), Dst = output.Dst is null ? null : Replace(output.Dst, row, machine) };
        if (ShellRules.LeadsOut(output.Src) || ShellRules.LeadsOut(output.Dst))
            return $"output '{output.Src}' was not brought back: its path contains '..'";
        var destination = DestinationOf(output, row);
        var isOwn = _owners.TryGetValue(destination, out var owner) && owner == row.Id;
        if (!isOwn && (!run.MayReplace(destination) || !_owners.TryAdd(destination, row.Id)))
            return $"output '{output.Src}' was not brought back: '{destination}' exists already";
        if (!isOwn)
            await File.AppendAllLinesAsync(Path.Combine(row.Folder, OwnList), [destination], cancellationToken);
        var isOutside = !destination.StartsWith(row.OutputFolder + "/", StringComparison.Ordinal);
        if (isOutside)
            run.RecordOutput(destination);
        try
        {
            await machine.GetAsync(ShellInputs.Below(row.Id, output.Src), destination, cancellationToken);
        }
        catch (DiagnosticException error)
        {
            if (isOutside && !Path.Exists(destination))
                run.ForgetOutput(destination);
            return $"output '{output.Src}' is missing: {ScriptRunner.Reason(error)}";
        }

        if (isOutside)
            run.RecordOutput(destination);
        return Path.Exists(destination) ? null : $"output '{output.Src}' is missing";
    }

    private string Replace(string text, IRow row, IMachine machine) => CaseValues.Replace(text, run.Name, row.Case, machine.Name);

    private static string DestinationOf(ShellOutput output, IRow row)
    {
        var name = ShellInputs.NameOf(output.Src);
        var path = output.Dst switch
        {
            null => name,
            var folder when folder.EndsWith('/') => folder + name,
            var given => given,
        };
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, row.OutputFolder));
    }
}
