namespace Foray.Sdk.Options;

/// <summary>An option that is text, a number or true/false: whatever the file says, as text.</summary>
/// <param name="Text">The value as written, without quotes.</param>
public sealed record ScalarValue(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
