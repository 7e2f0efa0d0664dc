using Foray.Sdk.Commands;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Commands;

/// <summary>Counts the lines of files.</summary>
[Plugin("tally")]
public sealed class Tally(TallyOptions options) : ICommand
{
    /// <inheritdoc/>
    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        if (options.Break)
            throw new InvalidOperationException("the abacus broke");
        if (options.Wait)
        {
            await File.WriteAllTextAsync(Path.Combine(context.WorkingFolder, "waiting"), "", cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        foreach (var file in options.Files)
        {
            var path = Path.Combine(context.WorkingFolder, file);
            if (!File.Exists(path))
                throw new DiagnosticException(Diagnostic.Error("FORAY346", $"there is no file '{file}'"));
            var lines = await File.ReadAllLinesAsync(path, cancellationToken);
            await context.Output.WriteLineAsync($"{options.Label}{file}: {lines.Length * options.Weight}".AsMemory(), cancellationToken);
        }

        return options.Files.Count < options.AtLeast ? 1 : 0;
    }
}
