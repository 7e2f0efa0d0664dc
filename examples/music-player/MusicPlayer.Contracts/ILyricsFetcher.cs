using Foray.Sdk.Plugins;

namespace MusicPlayer.Contracts;

/// <summary>Looks for the words of a song. An extension: several are active, and asked in order until one has an answer.</summary>
[PluginKind("lyrics")]
public interface ILyricsFetcher
{
    /// <summary>The words of a song, in order of time; null where this fetcher has none.</summary>
    ValueTask<IReadOnlyList<LyricsLine>?> FindAsync(Song song, CancellationToken cancellationToken);
}
