namespace MusicPlayer.Contracts;

/// <summary>A line that is sung.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Text">Its words.</param>
public sealed record LyricsLine(TimeSpan Start, string Text);
