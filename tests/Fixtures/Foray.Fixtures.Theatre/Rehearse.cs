using Foray.Sdk.Commands;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Theatre;

/// <summary>Rehearses a piece.</summary>
[Plugin("rehearse")]
public sealed class Rehearse(RehearseOptions options) : ICommand
{
    /// <inheritdoc/>
    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        await context.Output.WriteLineAsync($"{options}; {string.Join(' ', options.Parts)}; {string.Join(' ', options.Scenes)}; {string.Join(' ', options.Breaks)}");
        return 0;
    }
}
