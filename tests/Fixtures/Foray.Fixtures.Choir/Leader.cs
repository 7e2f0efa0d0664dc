using Foray.Fixtures.Notation;
using Foray.Sdk.Plugins;

namespace Foray.Fixtures.Choir;

/// <summary>The package's own plugin of its kind, which knows whether others are of the same.</summary>
[Plugin("leader")]
public sealed class Leader : IVoice, IEqualityComparer<object>
{
    /// <inheritdoc/>
    public string Sing(string note) => $"leader {note}";

    /// <summary>True where both are of the kinds that this package exports, as it knows them.</summary>
    public new bool Equals(object? x, object? y) => x is IVoice && y is INotation;

    /// <inheritdoc/>
    public int GetHashCode(object obj) => 0;
}
