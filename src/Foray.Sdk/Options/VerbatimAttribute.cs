namespace Foray.Sdk.Options;

/// <summary>Marks text in which <c>${name}</c> is left alone, such as the body of a script: there, variables arrive as environment variables.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VerbatimAttribute : Attribute;
