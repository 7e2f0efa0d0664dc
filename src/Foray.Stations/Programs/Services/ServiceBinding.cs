using Foray.Stations.Programs.Bastion;

namespace Foray.Stations.Programs.Services;

/// <summary>A service that a program has bound.</summary>
/// <param name="Name">Its name at the station.</param>
/// <param name="Descriptor">What others are told.</param>
/// <param name="Owner">The program.</param>
/// <param name="Service">What its worker calls the service.</param>
internal sealed record ServiceBinding(string Name, ServiceDescriptor Descriptor, IServingProgram Owner, ProgramValue Service);
