namespace Foray.Sdk.Options;

/// <summary>Marks text that is a path: a relative one does not lead out of its folder, so there is no <c>..</c> in it. Absolute ones and ones from <c>~</c> are allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithinFolderAttribute : Attribute;
