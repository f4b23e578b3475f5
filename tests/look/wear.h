/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Gives the brand the profile that would be in a file of that text. */
void wear_profile (const char *text);
