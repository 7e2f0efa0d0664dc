using System.Collections.Concurrent;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Experiments;
using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Engines.Cases;

/// <summary>Brings outputs back from machines. Nothing that exists is overwritten, and two rows never write the same path.</summary>
internal sealed class OutputCollection(ICaseOptions options, IExperimentRun run)
{
    /// <summary>File in a row's folder that names what the row brings back, so that an attempt that begins again knows its own.</summary>
    private const string OwnList = ".outputs";

    private readonly IReadOnlyList<ICaseOutput> _outputs = options.Outputs ?? [];
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Brings back all outputs of a row that can be had.</summary>
    /// <param name="row">The row.</param>
    /// <param name="machine">Its machine.</param>
    /// <param name="workingFolder">Where its scripts ran.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="unlabelled">False where outputs without labels come from another machine.</param>
    /// <returns>What is wrong with the first that could not; null where nothing is.</returns>
    public async Task<string?> FetchAsync(IRow row, IMachine machine, string workingFolder, CancellationToken cancellationToken, bool unlabelled = true)
    {
        string? first = null;
        foreach (var output in _outputs)
            if (output.Labels.Chooses(machine) && (unlabelled || output.Labels is not null) && await FetchAsync(output, row, machine, workingFolder, cancellationToken) is { } problem)
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

    private async Task<string?> FetchAsync(ICaseOutput output, IRow row, IMachine machine, string workingFolder, CancellationToken cancellationToken)
    {
        var source = Replace(output.Src, row, machine);
        var target = output.Dst is null ? null : Replace(output.Dst, row, machine);
        if (CaseRules.LeadsOut(source) || CaseRules.LeadsOut(target))
            return $"output '{source}' was not brought back: its path contains '..'";
        var destination = DestinationOf(source, target, row);
        var isOwn = _owners.TryGetValue(destination, out var owner) && owner == row.Id;
        if (!isOwn && (!run.MayReplace(destination) || !_owners.TryAdd(destination, row.Id)))
            return $"output '{source}' was not brought back: '{destination}' exists already";
        if (!isOwn)
            await File.AppendAllLinesAsync(Path.Combine(row.Folder, OwnList), [destination], cancellationToken);
        var isOutside = !destination.StartsWith(row.OutputFolder + "/", StringComparison.Ordinal);
        if (isOutside)
            run.RecordOutput(destination);
        try
        {
            await machine.GetAsync(CasePaths.Below(workingFolder, source), destination, cancellationToken);
        }
        catch (DiagnosticException error)
        {
            if (isOutside && !Path.Exists(destination))
                run.ForgetOutput(destination);
            return $"output '{source}' is missing: {error.Reason()}";
        }

        if (isOutside)
            run.RecordOutput(destination);
        return Path.Exists(destination) ? null : $"output '{source}' is missing";
    }

    private string Replace(string text, IRow row, IMachine machine) => CaseValues.Replace(text, run.Name, row.Case, machine.Name);

    private static string DestinationOf(string source, string? target, IRow row)
    {
        var name = CasePaths.NameOf(source);
        var path = target switch
        {
            null => name,
            var folder when folder.EndsWith('/') => folder + name,
            var given => given,
        };
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, row.OutputFolder));
    }
}
