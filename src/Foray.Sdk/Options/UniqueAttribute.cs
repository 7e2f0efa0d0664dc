namespace Foray.Sdk.Options;

/// <summary>Marks a list whose items differ from each other.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UniqueAttribute : Attribute;
