namespace Foray.Tracking.Store.Search;

/// <summary>A tag. Compared with a number, only tags that are numbers are looked at.</summary>
/// <param name="Key">Its name.</param>
public sealed record RunTagField(string Key) : RunField
{
    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override bool IsNumber => true;
}
