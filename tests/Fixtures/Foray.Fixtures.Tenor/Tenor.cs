using Foray.Fixtures.Choir;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Tenor;

/// <summary>A voice of a kind that another package defines.</summary>
[Plugin("tenor")]
public sealed class Tenor : IVoice
{
    /// <inheritdoc/>
    public string Sing(string note) => $"tenor {note}";
}
