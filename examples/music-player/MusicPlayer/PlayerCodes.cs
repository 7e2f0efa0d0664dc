namespace MusicPlayer;

/// <summary>Codes of the player's own diagnostics.</summary>
internal static class PlayerCodes
{
    /// <summary>No decoder reads files with this ending.</summary>
    public const string NoDecoder = "PLAYER001";

    /// <summary>Several decoders read files with this ending.</summary>
    public const string SeveralDecoders = "PLAYER002";

    /// <summary>A file cannot be read or decoded.</summary>
    public const string BadFile = "PLAYER003";

    /// <summary>An option of a decoder is not of the form <c>key: value</c>.</summary>
    public const string BadOption = "PLAYER005";

    /// <summary>A lyrics fetcher failed.</summary>
    public const string FetcherFailed = "PLAYER004";
}
