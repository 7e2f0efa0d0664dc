namespace Foray.Sdk.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="ToolSoftware"/>.</summary>
public enum ToolFault
{
    None,
    WritesEachTime,
    SaysChangedEachTime,
    RemembersItsSection,
    RemovesNeighboursFiles,
    EndsNeighboursProcess,
    SharesOneVersionFile,
    ReportsTwice,
    ReportsNobody,
    StopsAtTheFirstFailure,
    HasNoRemedy,
    IgnoresTheToken,
    ForgetsVariables,
    WritesElsewhere,
}
