using Foray.Sdk.Plugins;
using MusicPlayer.Contracts;

namespace MusicPlayer.Lyrics;

/// <summary>Knows a few songs by their titles.</summary>
[Plugin("builtin", Description = "A few songs that everybody knows.")]
public sealed class BuiltinLyrics : ILyricsFetcher
{
    private static readonly Dictionary<string, string> Songs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["frere jacques"] = "[00:00]Frère Jacques\n[00:02]Frère Jacques\n[00:04]Dormez-vous?\n[00:06]Dormez-vous?",
        ["twinkle"] = "[00:00]Twinkle, twinkle, little star\n[00:04]How I wonder what you are",
    };

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LyricsLine>?> FindAsync(Song song, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Songs.TryGetValue(song.Title, out var text) ? LyricsText.Read(text) : null);
}
