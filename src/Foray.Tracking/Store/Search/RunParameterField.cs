namespace Foray.Tracking.Store.Search;

/// <summary>A parameter. Compared with a number, only parameters that are numbers are looked at.</summary>
/// <param name="Key">Its name.</param>
public sealed record RunParameterField(string Key) : RunField
{
    /// <inheritdoc/>
    public override bool IsText => true;

    /// <inheritdoc/>
    public override bool IsNumber => true;
}
