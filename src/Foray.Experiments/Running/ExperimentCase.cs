using Foray.Sdk.Experiments;

namespace Foray.Experiments.Running;

/// <summary>A case with its rows that have to be run.</summary>
internal sealed record ExperimentCase(CasePlan Plan, IReadOnlyList<IRow> Rows) : ICase;
