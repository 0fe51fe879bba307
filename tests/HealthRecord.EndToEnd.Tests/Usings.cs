global using HealthRecord.EndToEnd.Tests.Browsing;
global using HealthRecord.TestKit;
global using Microsoft.Playwright;
global using static Microsoft.Playwright.Assertions;
global using Xunit;

[assembly: AssemblyFixture(typeof(HealthRecord.EndToEnd.Tests.Home))]
