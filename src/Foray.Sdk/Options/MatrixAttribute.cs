namespace Foray.Sdk.Options;

/// <summary>
/// Marks a map from names to lists of <see cref="ScalarValue"/> as parameters and their values: names are those of environment variables,
/// and each has one value or more, all different.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MatrixAttribute : Attribute;
