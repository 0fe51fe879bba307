using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthRecord.Data.SqlServer.Migrations.Record
{
    /// <inheritdoc />
    public partial class DeliveriesOfServices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ConnectionId",
                table: "ImportRuns",
                type: "uniqueidentifier",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ConnectionId",
                table: "ImportRuns");
        }
    }
}
