using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Music;

/// <summary>Reads FLAC.</summary>
[Plugin("flac", Author = "Somebody")]
[RequiresTool("flac", Remedy = "install flac")]
[RequiresPlugin("result", "score", Versions = "[0.1,1.0)")]
public sealed class FlacDecoder : IDecoder
{
    /// <inheritdoc/>
    public string Extension => ".flac";
}
