namespace Foray.Configuration.Checking;

/// <summary>What a message calls a value. Made into text only when there is a message.</summary>
/// <param name="Key">Key of the option.</param>
/// <param name="IsItem">True for an item of the option's list or map.</param>
internal readonly record struct OptionName(string Key, bool IsItem)
{
    public OptionName Item => this with { IsItem = true };

    public override string ToString() => IsItem ? $"an item of '{Key}'" : $"'{Key}'";
}
