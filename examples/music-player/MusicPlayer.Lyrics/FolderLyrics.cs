using Foray.Sdk.Plugins;
using Microsoft.Extensions.Logging;
using MusicPlayer.Contracts;

namespace MusicPlayer.Lyrics;

/// <summary>Finds the words in a file beside the song, with the same name and the ending <c>.lrc</c>.</summary>
[Plugin("folder", Description = "The .lrc file beside the song.")]
public sealed class FolderLyrics(ILogger logger) : ILyricsFetcher
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LyricsLine>?> FindAsync(Song song, CancellationToken cancellationToken)
    {
        var path = Path.ChangeExtension(song.Path, ".lrc");
        if (!File.Exists(path))
        {
            logger.LogDebug("there is no '{Path}'", path);
            return null;
        }

        return LyricsText.Read(await File.ReadAllTextAsync(path, cancellationToken));
    }
}
