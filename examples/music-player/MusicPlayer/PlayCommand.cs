using System.CommandLine;
using System.Runtime.Loader;
using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MusicPlayer;

/// <summary>Plays a file.</summary>
internal sealed class PlayCommand : Command
{
    private const int WrongUsage = 2;

    private readonly Argument<string> _file = new("file") { Description = "The song" };
    private readonly Option<string?> _decoder = new("--decoder") { Description = "Decoder to use, instead of the one for the file's ending" };
    private readonly Option<string[]> _options = new("--option") { Description = "An option of the decoder, as in 'volume: 0.8'; may be repeated" };
    private readonly Option<string[]> _lyrics = new("--lyrics") { Description = "A lyrics fetcher to ask, instead of all of them; may be repeated" };
    private readonly Option<bool> _loaded = new("--show-loaded") { Description = "Say which packages were loaded" };

    public PlayCommand()
        : base("play", "Play a song")
    {
        Arguments.Add(_file);
        foreach (var option in (IEnumerable<Option>)[_decoder, _options, _lyrics, _loaded])
            Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var (output, errors) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        try
        {
            await using var services = PlayerServices.Build(PlayerOptions.Settings(line));
            await using var scope = services.CreateAsyncScope();
            var player = scope.ServiceProvider.GetRequiredService<Player>();
            var sound = await player.DecodeAsync(line.GetRequiredValue(_file), line.GetValue(_decoder), line.GetValue(_options) ?? []);
            await output.WriteAsync(SoundText.Format(sound));
            await output.WriteAsync(await player.SingAsync(line.GetRequiredValue(_file), line.GetValue(_lyrics) ?? [], errors, cancellationToken));
            if (line.GetValue(_loaded))
                await output.WriteLineAsync($"loaded: {string.Join(", ", Loaded())}");
            return 0;
        }
        catch (DiagnosticException problem)
        {
            await errors.WriteAsync(DiagnosticText.Format(problem.Diagnostics));
            return WrongUsage;
        }
    }

    /// <summary>The packages whose code is in memory: each has a load context of its own.</summary>
    private static IEnumerable<string> Loaded() =>
        AssemblyLoadContext.All.Where(context => context != AssemblyLoadContext.Default).Select(context => context.Name!).Order(StringComparer.Ordinal);
}
