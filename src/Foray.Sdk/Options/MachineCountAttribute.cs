namespace Foray.Sdk.Options;

/// <summary>Marks the option beside a <see cref="LabelSet"/> that says how many machines get these labels: a whole number, or a list with an item per machine. Where it is absent from the file, its default counts; a record without one describes one machine.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MachineCountAttribute : Attribute;
