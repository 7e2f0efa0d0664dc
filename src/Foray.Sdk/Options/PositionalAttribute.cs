namespace Foray.Sdk.Options;

/// <summary>
/// Marks an option of a plugin of kind <c>command</c> that is written on the command line without its name.
/// It is text, a path, a number or an enum; the last one may be a list of text, which takes the rest.
/// </summary>
/// <param name="order">Its place among those options, from 0.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositionalAttribute(int order) : Attribute
{
    /// <summary>Its place among the positional options, from 0.</summary>
    public int Order { get; } = order;
}
