using System.Globalization;
using System.Text;
using Foray.Configuration.Documents;
using Foray.Configuration.Hosting;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using MusicPlayer.Contracts;

namespace MusicPlayer;

/// <summary>Plays one song. Its plugins live as long as its scope.</summary>
internal sealed class Player(PluginScope scope)
{
    /// <summary>Decodes a file with the one decoder that is chosen; no other is loaded.</summary>
    /// <param name="path">The file.</param>
    /// <param name="decoder">Name of the decoder; null for the one that reads files with this ending.</param>
    /// <param name="options">Its options, lines of YAML.</param>
    public async Task<Sound> DecodeAsync(string path, string? decoder, IReadOnlyList<string> options)
    {
        var plugin = scope.Catalog.Get($"decoder/{decoder ?? new DecoderChoice(scope.Catalog).NameFor(path)}");
        var driver = await scope.Driver<IAudioDecoder>().UseAsync(plugin.QualifiedName, Checked(options, plugin));
        try
        {
            await using var file = File.OpenRead(path);
            return driver.Decode(file);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(PlayerCodes.BadFile, $"'{path}' cannot be decoded by '{plugin.Name}': {error.Message}",
                "give another file, or choose another decoder with --decoder"), error);
        }
        catch (Exception fault) when (fault is not DiagnosticException)
        {
            throw PluginLoader.Fault(plugin, $"failed while it decoded '{path}'", fault);
        }
    }

    /// <summary>The words of a song as lines, from the first fetcher that has them. One that fails keeps no other from being asked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fetchers">Who is asked; empty for all that are installed and not disabled.</param>
    /// <param name="errors">Where failures are told.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<string> SingAsync(string path, IReadOnlyList<string> fetchers, TextWriter errors, CancellationToken cancellationToken)
    {
        var extensions = scope.Extensions<ILyricsFetcher>();
        await (fetchers.Count > 0 ? extensions.SetActiveAsync(fetchers) : extensions.SetAllExceptAsync([]));
        var song = new Song(Path.GetFullPath(path), Path.GetFileNameWithoutExtension(path));
        foreach (var (fetcher, name) in extensions.Active.Zip(extensions.Names))
        {
            try
            {
                if (await fetcher.FindAsync(song, cancellationToken) is { } lines)
                    return Format(name, lines);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                await errors.WriteLineAsync(Diagnostic.Warning(PlayerCodes.FetcherFailed, $"lyrics fetcher '{name}' failed: {fault.Message}", "disable it with --disable").ToString());
            }
        }

        return "";
    }

    /// <summary>Options of a decoder, compared with its manifest before it is loaded.</summary>
    private static MappingNode? Checked(IReadOnlyList<string> options, PluginDescription plugin)
    {
        if (options.Count == 0)
            return null;
        var document = YamlReader.ReadBytes(Encoding.UTF8.GetBytes(string.Join('\n', options)), "--option");
        if (document.Root is not MappingNode mapping || document.Diagnostics.Count > 0)
            throw new DiagnosticException(document.Diagnostics.Count > 0 ? document.Diagnostics : [NoMapping(options[0])]);
        var problems = new OptionsChecker().Check(mapping, plugin.ReadSchema());
        return problems.Any(problem => problem.Severity == Severity.Error) ? throw new DiagnosticException(problems) : mapping;
    }

    private static Diagnostic NoMapping(string option) => Diagnostic.Error(PlayerCodes.BadOption, $"'{option}' is no option", "write it as in --option 'volume: 0.8'");

    private static string Format(string fetcher, IReadOnlyList<LyricsLine> lines)
    {
        var text = new StringBuilder($"lyrics from '{fetcher}':\n");
        foreach (var line in lines)
            text.Append(CultureInfo.InvariantCulture, $"  {line.Start:m\\:ss\\.f}  {line.Text}\n");
        return text.ToString();
    }
}
