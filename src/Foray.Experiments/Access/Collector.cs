using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Experiments.Access;

/// <summary>Brings files of machines to this computer while they are up, each machine's into a folder of its own.</summary>
/// <param name="access">The machines.</param>
/// <param name="target">The folder to collect into; nothing that is there is overwritten.</param>
public sealed class Collector(MachineAccess access, string target)
{
    /// <summary>What scripts leave in the folder of a row.</summary>
    private static readonly string[] ScriptFiles = ["script", "stdout", "stderr", "metrics"];

    /// <summary>Brings what the scripts of running rows have written so far, below <c>EXPERIMENT/CASE/MACHINE</c>, with the secrets of the file masked as at the end of a row.</summary>
    /// <returns>The folders that were made.</returns>
    /// <exception cref="DiagnosticException">The secrets are not known, because the file cannot be read or has errors, or a machine could not send something.</exception>
    public async Task<IReadOnlyList<string>> CollectRunningAsync(CancellationToken cancellationToken)
    {
        var rows = access.OpenRows.ToList();
        if (rows.Count == 0)
            return [];
        var mask = await access.ReadMaskAsync(cancellationToken);
        var places = rows.ConvertAll(row => (access.FindOne(row.Machine), $"{MachineLayout.Tasks}/{row.Id}", PlaceOf(row)));
        try
        {
            return await CollectAsync(places, cancellationToken);
        }
        finally
        {
            foreach (var (_, _, place) in places)
                mask.ApplyToFiles(Path.Combine(target, place), ScriptFiles);
        }
    }

    /// <summary>Brings a file or folder of every machine of a name or label, below <c>MACHINE</c>.</summary>
    /// <returns>What was made.</returns>
    /// <exception cref="DiagnosticException">No machine is called so, or some could not send it; the diagnostics name each of them.</exception>
    public Task<IReadOnlyList<string>> CollectAsync(string nameOrLabel, string path, CancellationToken cancellationToken)
    {
        var name = path.TrimEnd('/').Split('/')[^1];
        return CollectAsync(access.Find(nameOrLabel).Select(machine => (machine, path, Path.Combine(FileNames.From(machine.Name), name is "" or "~" ? "files" : name))), cancellationToken);
    }

    private static string PlaceOf(RowBegan row)
    {
        var parts = row.Key.Split('\n');
        return Path.Combine(FileNames.From(parts[0]), FileNames.From(parts[1]), FileNames.From(row.Machine));
    }

    // What one machine cannot send keeps nothing from the others.
    private async Task<IReadOnlyList<string>> CollectAsync(IEnumerable<(IMachine Machine, string Path, string Place)> wanted, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(wanted.ToList().ConvertAll(async item =>
        {
            var place = Path.Combine(target, item.Place);
            try
            {
                if (Path.Exists(place))
                    throw new DiagnosticException(Diagnostic.Error(ExperimentCodes.InTheWay, $"'{place}' is there already", "collect into another folder with --to"));
                await item.Machine.GetAsync(item.Path, place, cancellationToken);
                return (Place: (string?)place, Failure: (Diagnostic?)null);
            }
            catch (DiagnosticException failure)
            {
                return (null, failure.Diagnostics[0]);
            }
        }));
        return results.Select(result => result.Failure).OfType<Diagnostic>().ToList() is { Count: > 0 } failures
            ? throw new DiagnosticException(failures)
            : [.. results.Select(result => result.Place!)];
    }
}
