namespace Foray.Sdk.Options;

/// <summary>Marks text that names a program, or a list of such, which the machines chosen by the <see cref="LabelSelector"/> beside it must have.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MachineToolAttribute : Attribute;
