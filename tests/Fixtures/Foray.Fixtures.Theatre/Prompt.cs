using Foray.Sdk.Commands;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Theatre;

/// <summary>Whispers the text while an experiment runs.</summary>
[Plugin("prompt"), ExtendsCommand("run")]
public sealed class Prompt(PromptOptions options) : ICommand
{
    /// <inheritdoc/>
    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        await context.Output.WriteLineAsync(options.PromptBook);
        return 0;
    }
}
