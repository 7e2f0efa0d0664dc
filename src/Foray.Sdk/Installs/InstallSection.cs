using Foray.Sdk.Documents;
using Foray.Sdk.Machines;

namespace Foray.Sdk.Installs;

/// <summary>A section of a file and the machines that it is for.</summary>
/// <param name="Section">The section.</param>
/// <param name="Machines">All of its machines, in the order of the file.</param>
public sealed record InstallSection(MappingNode Section, IReadOnlyList<IMachine> Machines);
