using Foray.Sdk.Commands;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Commands;

/// <summary>Keeps a diary of runs.</summary>
[Plugin("diary"), ExtendsCommand("run")]
public sealed class Diary(DiaryOptions options) : ICommand
{
    /// <inheritdoc/>
    public async Task<int> RunAsync(ICommandContext context, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(options.Diary, $"before {context.Name}\n", cancellationToken);
        return options.DiaryRefuses ? 1 : 0;
    }

    /// <inheritdoc/>
    public async Task<int> AfterAsync(ICommandContext context, int exitCode, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(options.Diary, $"after {context.Name}: {exitCode}\n", cancellationToken);
        return exitCode;
    }
}
