using System.Text.Json.Serialization;
using Foray.Sdk.Experiments;

namespace Foray.Experiments.State;

/// <summary>What the journal remembers. Records are only added to; readers pass over those, and those members, that they do not know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(RunBegan), "run_began")]
[JsonDerivedType(typeof(RunEnded), "run_ended")]
[JsonDerivedType(typeof(SiteUsed), "site")]
[JsonDerivedType(typeof(MachineMade), "machine")]
[JsonDerivedType(typeof(MachineReady), "machine_ready")]
[JsonDerivedType(typeof(MachineLost), "machine_lost")]
[JsonDerivedType(typeof(MachineGone), "machine_gone")]
[JsonDerivedType(typeof(InstallBegan), "install_began")]
[JsonDerivedType(typeof(InstallEnded), "install")]
[JsonDerivedType(typeof(RowBegan), "row_began")]
[JsonDerivedType(typeof(RowEnded), "row_ended")]
[JsonDerivedType(typeof(RowVoided), "row_voided")]
[JsonDerivedType(typeof(OutputMade), "output")]
internal record JournalRecord;

/// <summary>A run began.</summary>
internal sealed record RunBegan(string Run, string Name, DateTimeOffset Started, int Pid) : JournalRecord;

/// <summary>A run ended.</summary>
internal sealed record RunEnded(string Run, RowStatus Status, DateTimeOffset Ended) : JournalRecord;

/// <summary>A site with all that is needed to take its machines down when the file is gone.</summary>
internal sealed record SiteUsed(string Site, string Plugin, string Options, string Folder) : JournalRecord;

/// <summary>A machine is being made, or more is known about it.</summary>
internal sealed record MachineMade(string Site, string Name, string Id, IReadOnlyList<string> Labels, string Specification, string Data) : JournalRecord;

/// <summary>A machine can be used.</summary>
internal sealed record MachineReady(string Id) : JournalRecord;

/// <summary>A machine that was up had to be made again; what was installed on it is gone.</summary>
internal sealed record MachineLost(string Id) : JournalRecord;

/// <summary>A machine was taken down.</summary>
internal sealed record MachineGone(string Id) : JournalRecord;

/// <summary>An installation begins on a machine; its commands there have this first part of their id.</summary>
internal sealed record InstallBegan(string Key, string Id, string Machine) : JournalRecord;

/// <summary>Software or a deployment is on a machine, or failed to get there.</summary>
internal sealed record InstallEnded(string Key, string Plugin, string Machine, bool Succeeded) : JournalRecord;

/// <summary>An attempt of a row began on a machine. Recorded before anything is done.</summary>
internal sealed record RowBegan(string Key, string Fingerprint, string Id, int Attempt, string Machine, string MachineId, string Run) : JournalRecord;

/// <summary>A row ended.</summary>
internal sealed record RowEnded(string Key, string Fingerprint, string Id, string Machine, string Run, string Folder, RowOutcome Outcome) : JournalRecord;

/// <summary>A row that was begun is not wanted any more; what ran of it was ended.</summary>
internal sealed record RowVoided(string Key, string Id) : JournalRecord;

/// <summary>An output was put outside the output folder; the stamp tells whether it is still the same.</summary>
internal sealed record OutputMade(string Path, string Stamp) : JournalRecord;
