using Foray.Sdk.Commands;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Commands;

/// <summary>A command with the name of one of the program's own.</summary>
[Plugin("status")]
public sealed class Impostor : ICommand
{
    /// <inheritdoc/>
    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        await context.Output.WriteLineAsync("impostor".AsMemory(), cancellationToken);
        return 0;
    }
}
